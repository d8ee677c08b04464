/**
 * `temporal-web-client/otel`: traces of OpenTelemetry from the page through the proxy to the workers.
 *
 * @packageDocumentation
 */
export { OpenTelemetryPlugin, type OpenTelemetryPluginOptions } from './plugin.js';
export { traced } from './traced.js';
