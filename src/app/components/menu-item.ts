import type { IconNode } from 'lucide';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  icon?: IconNode;
  /** Heading of the part of the menu that begins with this item; items of one part follow each other. */
  section?: string;
  /** Second line: why it is disabled, or what it means. */
  hint?: string | undefined;
  /** The key that does the same. */
  keys?: string | undefined;
  /** Set apart in red: it ends or removes something. */
  danger?: boolean;
  /** For choices: shows the check mark. */
  checked?: boolean;
  disabled?: boolean;
  href?: string;
  onselect?: () => void;
}
