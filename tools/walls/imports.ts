/** Finds what a TypeScript file imports. */
import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  /** Costs nothing until the program gets there (`import()`), or ever (types). */
  readonly deferred: boolean;
}

/** Every import, re-export, `import()` with a literal argument and `import('…').Type` of a file, in order. */
export function importsOf(fileName: string, text: string): readonly Import[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];

  const add = (specifier: ts.Node | undefined, deferred: boolean) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { line } = file.getLineAndCharacterOfPosition(specifier.getStart());
    imports.push({ specifier: specifier.text, line: line + 1, deferred });
  };

  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], true);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}

// `import { type A }` keeps the import at run time under verbatimModuleSyntax, so only `import type` counts.
const isTypeOnly = (clause: ts.ImportClause | undefined): boolean =>
  clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
