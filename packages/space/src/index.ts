/**
 * The continuous space of structured linear layers: points, what they cost, what they are worth, and how to find some.
 *
 * @packageDocumentation
 */
export * from './analyze.ts';
export * from './counts.ts';
export * from './divisors.ts';
export * from './enumerate.ts';
export * from './initialization.ts';
export * from './network.ts';
export * from './outcome.ts';
export * from './roofline.ts';
export * from './sample.ts';
export * from './select.ts';
export * from './sizes.ts';
export * from './structures.ts';
export * from './symmetry.ts';
export * from './taxonomy.ts';
export * from './theta.ts';
