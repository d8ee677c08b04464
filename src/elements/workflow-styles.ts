/** Of `<temporal-workflow>`. */
export const workflowStyles = `
[part~='type'], ::slotted([slot='heading']) {
  font-size: 1.07em;
  font-weight: 600;
}
[part~='id'] {
  color: var(--_muted);
}
[part~='times'] {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 28px;
}
[part~='actions'] {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
dt {
  color: var(--_muted);
  font-size: 0.86em;
}
dd {
  font-variant-numeric: tabular-nums;
}
[part~='result'] {
  display: grid;
  gap: 4px;
}
pre {
  max-height: 18em;
  padding: 10px 12px;
  overflow: auto;
  white-space: pre-wrap;
  background: var(--_inset);
  border-radius: calc(var(--_radius) * 0.6);
}
[part~='failure'] {
  padding-inline-start: 12px;
  border-inline-start: 3px solid var(--_danger);
}
[part~='failure'] > p {
  font-weight: 550;
}
[part~='failure'] li {
  color: var(--_muted);
}
`;
