/** Of `<temporal-history>`. */
export const historyStyles = `
[part~='heading'], ::slotted([slot='heading']) {
  font-size: 1.07em;
  font-weight: 600;
}
[part~='list'] {
  margin: 0 calc(var(--_space) * -0.5);
}
[part~='row'] {
  content-visibility: auto;
  contain-intrinsic-size: auto 38px;
  border-top: 1px solid var(--_line);
}
summary {
  display: flex;
  flex-wrap: wrap;
  align-content: center;
  align-items: baseline;
  gap: 2px 10px;
  position: relative;
  min-height: 37px;
  padding: 6px calc(var(--_space) * 0.5) 6px calc(var(--_space) * 0.5 + 16px);
  border-radius: 4px;
  cursor: pointer;
}
summary::before {
  content: '';
  position: absolute;
  inset: 15px auto auto calc(var(--_space) * 0.5);
  width: 6px;
  height: 6px;
  border: solid var(--_muted);
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(-45deg);
}
details[open] > summary::before {
  transform: rotate(45deg);
}
summary::-webkit-details-marker {
  display: none;
}
summary:hover {
  background: var(--_inset);
}
summary:focus-visible {
  outline-offset: -2px;
}
[part~='kind'] {
  flex: none;
  color: var(--_muted);
}
[part~='subject'] {
  flex: 1 1 8em;
  font-weight: 550;
}
[part~='facts'] {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 2px 10px;
}
[part~='time'] {
  flex: none;
  color: var(--_muted);
  font-size: 0.93em;
  font-variant-numeric: tabular-nums;
}
[part~='row'] [part~='note'] {
  font-size: 0.93em;
}
[part~='events'] {
  display: grid;
  gap: 2px;
  padding: 2px calc(var(--_space) * 0.5) 10px calc(var(--_space) * 0.5 + 18px);
}
[part~='events'] li {
  display: flex;
  flex-wrap: wrap;
  gap: 0 10px;
  color: var(--_muted);
  font-size: 0.93em;
  font-variant-numeric: tabular-nums;
}
[part~='events'] li > :nth-child(1) {
  min-width: 3ch;
  text-align: end;
}
[part~='events'] li > :nth-child(2) {
  flex: 1;
  color: var(--_text);
}
[part~='more'] {
  justify-self: start;
}
@container (max-width: 460px) {
  [part~='facts'] { flex-basis: 100%; }
  [part~='facts'] [part~='time'] { margin-inline-start: auto; }
}
:host { container-type: inline-size; }
`;
