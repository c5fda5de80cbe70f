/** The version of the compiler, as in its package. */
export const VERSION = '0.1.0';
