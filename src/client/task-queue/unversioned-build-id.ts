/** Stands for workers without a Build Id, wherever one is asked for or given. */
export const UnversionedBuildId: unique symbol = Symbol.for('__temporal_unversionedBuildId') as never;
/** Type of {@link UnversionedBuildId}. */
export type UnversionedBuildIdType = typeof UnversionedBuildId;
