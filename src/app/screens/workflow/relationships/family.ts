import type { WorkflowExecutionInfo } from '../../../../client/index.js';

/** One execution of a family, and the executions that it started. */
export interface FamilyNode {
  info: WorkflowExecutionInfo;
  /** Oldest first. */
  children: FamilyNode[];
}

/** A row of the tree as it is unfolded now. */
export interface FamilyRow {
  node: FamilyNode;
  /** From 1. */
  level: number;
  isOpen: boolean;
  /** Place among its siblings, from 1, and how many there are: for screen readers. */
  position: number;
  siblings: number;
}

/**
 * Trees of executions, by the parent that each names. An execution whose parent is not among them (gone by retention,
 * or beyond what was loaded) stands at the top.
 */
export function buildFamily(executions: readonly WorkflowExecutionInfo[]): FamilyNode[] {
  const nodes = new Map<string, FamilyNode>();
  for (const info of executions) nodes.set(info.runId, { info, children: [] });
  const tops: FamilyNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.info.parentExecution && nodes.get(node.info.parentExecution.runId);
    (parent && parent !== node ? parent.children : tops).push(node);
  }
  for (const { children } of nodes.values()) children.sort(byStart);
  return tops.sort(byStart);
}

function byStart(a: FamilyNode, b: FamilyNode): number {
  return a.info.startTime.getTime() - b.info.startTime.getTime() || a.info.workflowId.localeCompare(b.info.workflowId);
}

/** Runs from the top down to a run, itself included; empty when it is not in the trees. */
export function pathTo(tops: readonly FamilyNode[], runId: string): FamilyNode[] {
  const stack = tops.map((node) => [node]);
  for (let path = stack.pop(); path; path = stack.pop()) {
    const node = path.at(-1)!;
    if (node.info.runId === runId) return path;
    for (const child of node.children) stack.push([...path, child]);
  }
  return [];
}

/** The rows of the trees, depth first, without what lies below a folded node. */
export function familyRows(tops: readonly FamilyNode[], isFolded: (runId: string) => boolean): FamilyRow[] {
  const rows: FamilyRow[] = [];
  const add = (nodes: readonly FamilyNode[], level: number): void => {
    for (const [index, node] of nodes.entries()) {
      const isOpen = node.children.length > 0 && !isFolded(node.info.runId);
      rows.push({ node, level, isOpen, position: index + 1, siblings: nodes.length });
      if (isOpen) add(node.children, level + 1);
    }
  };
  add(tops, 1);
  return rows;
}

/** How many of the family have each status. */
export function countStatuses(executions: readonly WorkflowExecutionInfo[]): [status: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { status } of executions) counts.set(status.name, (counts.get(status.name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
