const sheets = new Map<string, CSSStyleSheet>();

/** A constructed style sheet, which `style-src 'self'` allows; one for all elements of a kind. */
export function sheetOf(styles: string): CSSStyleSheet {
  let sheet = sheets.get(styles);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(common + styles);
    sheets.set(styles, sheet);
  }
  return sheet;
}

/**
 * What all elements share. A page sets `--temporal-…`; the `--_…` are what comes of it. Every text is at least 4.5:1 on its
 * ground in both schemes, every edge of a control 3:1.
 */
const common = `
:host {
  --_surface: var(--temporal-surface, light-dark(#fff, oklch(0.215 0.009 268)));
  --_inset: var(--temporal-inset, light-dark(oklch(0.966 0.004 265), oklch(0.26 0.011 268)));
  --_text: var(--temporal-text, light-dark(oklch(0.22 0.018 268), oklch(0.94 0.004 265)));
  --_muted: var(--temporal-muted, light-dark(oklch(0.48 0.015 266), oklch(0.74 0.013 266)));
  --_line: var(--temporal-line, light-dark(oklch(0.905 0.006 265), oklch(0.34 0.012 268)));
  --_edge: var(--temporal-control-line, light-dark(oklch(0.62 0.012 266), oklch(0.58 0.014 268)));
  --_accent: var(--temporal-accent, light-dark(oklch(0.49 0.195 274), oklch(0.54 0.19 275)));
  --_on-accent: var(--temporal-on-accent, #fff);
  --_focus: var(--temporal-focus, light-dark(oklch(0.52 0.2 274), oklch(0.75 0.14 277)));
  --_danger: var(--temporal-danger, light-dark(oklch(0.5 0.19 26), oklch(0.78 0.12 24)));
  --_radius: var(--temporal-radius, 10px);
  --_space: var(--temporal-space, 16px);
  --_mono: var(--temporal-mono, ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace);
  display: block;
  color: var(--_text);
  font-family: var(--temporal-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
  font-size: var(--temporal-size, 0.875rem);
  font-weight: 400;
  line-height: 1.45;
  text-align: start;
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] {
  display: none !important;
}
*, *::before, *::after {
  box-sizing: border-box;
}
p, dl, dd, ol, ul, pre, figure {
  margin: 0;
  padding: 0;
}
ol, ul {
  list-style: none;
}
code, pre, textarea, [part~='id'] {
  font-family: var(--_mono);
  font-size: 0.93em;
}
[part~='card'] {
  display: grid;
  gap: calc(var(--_space) * 0.75);
  padding: var(--_space);
  background: var(--_surface);
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
}
[part~='header'] {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 12px;
}
[part~='note'] {
  color: var(--_muted);
}
[part~='error'] {
  color: var(--_danger);
}
.said {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
button {
  padding: 6px 14px;
  color: inherit;
  font: inherit;
  font-weight: 550;
  background: var(--_inset);
  border: 1px solid var(--_edge);
  border-radius: calc(var(--_radius) * 0.6);
  cursor: pointer;
}
button:disabled {
  cursor: not-allowed;
  opacity: 0.6;
}
:focus-visible {
  outline: 2px solid var(--_focus);
  outline-offset: 2px;
}
[data-status] {
  --_hue: 265;
  --_chroma: 0.02;
  --_status-text: light-dark(oklch(0.44 var(--_chroma) var(--_hue)), oklch(0.85 calc(var(--_chroma) * 0.8) var(--_hue)));
  --_status-fill: light-dark(
    oklch(0.958 calc(var(--_chroma) * 0.2) var(--_hue)),
    oklch(0.285 calc(var(--_chroma) * 0.4) var(--_hue))
  );
  --_status-mark: light-dark(oklch(0.56 calc(var(--_chroma) * 1.2) var(--_hue)), oklch(0.72 var(--_chroma) var(--_hue)));
}
[data-status='RUNNING'] { --_hue: var(--temporal-hue-running, 248); --_chroma: 0.13; }
[data-status='COMPLETED'] { --_hue: var(--temporal-hue-completed, 152); --_chroma: 0.11; }
[data-status='FAILED'] { --_hue: var(--temporal-hue-failed, 26); --_chroma: 0.16; }
[data-status='TIMED_OUT'] { --_hue: var(--temporal-hue-timed-out, 68); --_chroma: 0.1; }
[data-status='TERMINATED'] { --_hue: 8; --_chroma: 0.05; }
[data-status='CANCELLED'] { --_hue: 305; --_chroma: 0.055; }
[data-status='CONTINUED_AS_NEW'] { --_hue: 195; --_chroma: 0.08; }
[data-status='PAUSED'] { --_hue: 255; --_chroma: 0.035; }
[part~='status'] {
  display: inline-flex;
  align-items: center;
  gap: 6px;
  padding: 1px 10px 1px 8px;
  color: var(--_status-text);
  font-size: 0.93em;
  font-weight: 550;
  white-space: nowrap;
  background: var(--_status-fill);
  border-radius: 99px;
}
.mark {
  flex: none;
  width: 8px;
  height: 8px;
  background: var(--_status-mark);
  border-radius: 50%;
}
[data-status='RUNNING'] > .mark {
  animation: pulse 1.8s ease-in-out infinite;
}
@keyframes pulse {
  50% { opacity: 0.35; }
}
@media (prefers-reduced-motion: reduce) {
  [data-status] > .mark { animation: none; }
}
@media (forced-colors: active) {
  [part~='status'] { border: 1px solid; }
  .mark { background: CanvasText; forced-color-adjust: none; }
}
`;
