/** Of `<temporal-start>`. */
export const startStyles = `
[part~='heading'], ::slotted([slot='heading']) {
  font-size: 1.07em;
  font-weight: 600;
}
[part~='form'] {
  display: grid;
  gap: calc(var(--_space) * 0.75);
}
[part~='field'] {
  display: grid;
  gap: 4px;
}
[part~='label'] {
  font-weight: 550;
}
[part~='input'] {
  width: 100%;
  padding: 7px 10px;
  color: inherit;
  font-family: var(--_mono);
  font-size: 0.93em;
  line-height: 1.5;
  background: var(--_surface);
  border: 1px solid var(--_edge);
  border-radius: calc(var(--_radius) * 0.6);
  resize: vertical;
}
[part~='input'][aria-invalid='true'] {
  border-color: var(--_danger);
}
[part~='field'] [part~='note'], [part~='field'] [part~='error'] {
  font-size: 0.93em;
}
[part~='button'] {
  justify-self: start;
  color: var(--_on-accent);
  background: var(--_accent);
  border-color: transparent;
}
[part~='button'][aria-disabled='true'] {
  opacity: 0.7;
}
[part~='note']:empty {
  display: none;
}
`;
