/** The build and Jest turn an imported `.ein` file into its text. */
declare module '*.ein' {
  const text: string;
  export default text;
}
