import type { HtmlTagDescriptor, Plugin } from 'vite';
import { contentSecurityPolicy } from '../../deploy/hosting/policy.js';

/** The first tag of the page, since what stands before a policy is not governed by it. */
export function policyTag(connect: readonly string[] = []): HtmlTagDescriptor {
  return {
    tag: 'meta',
    attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy({ connect, within: 'meta' }) },
    injectTo: 'head-prepend',
  };
}

/**
 * Writes the Content Security Policy into the built page alone: the development server injects inline scripts and styles.
 *
 * @param connect origins that the page may call; any, if there are none
 */
export function contentSecurityPolicyTag(connect?: readonly string[]): Plugin {
  return { name: 'content-security-policy-tag', apply: 'build', transformIndexHtml: () => [policyTag(connect)] };
}
