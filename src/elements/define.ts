/**
 * `temporal-web-client/elements/define`: registers the elements when it is imported, for a `<script type="module">`.
 */
import { defineElements } from './define-elements.js';

export * from './index.js';

defineElements();
