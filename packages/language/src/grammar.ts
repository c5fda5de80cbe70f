/**
 * The grammar, as a recovering parser that makes a concrete syntax tree; `parse.ts` turns that into the AST.
 *
 * Line ends mean nothing: each statement starts with a word of its own, so a parser that lost its way goes on there.
 * Operators bind, from loose to tight: `or`, `and`, `not`, comparisons, `+ -`, `* /`, the prefixes `-` and `sum[j]`, `^`.
 * Chains of operators and prefixes are loops here, never recursion, so only brackets can deepen the stack, and those are
 * counted before the parser starts.
 */
import { CstParser } from 'chevrotain';
import type { IParserErrorMessageProvider, TokenType } from 'chevrotain';
import * as token from './tokens.ts';

/** What a token is called in messages. Only a file as a whole expects the end, where anything else should be an item. */
const quote = (type: TokenType): string =>
  ({ name: 'a name', text: 'text in quotes', EOF: 'a layer or an import' })[type.name] ?? `\`${type.name}\``;

/** Each message is only the words for what was expected; `parse.ts` makes the sentence. */
const expectedWords: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => quote(expected),
  buildNotAllInputParsedMessage: () => 'a layer or an import',
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
};

export class Grammar extends CstParser {
  /** `validate` looks for mistakes in the grammar itself, which takes longer than reading most files; a test does it. */
  constructor({ validate = false }: { readonly validate?: boolean } = {}) {
    super(token.TOKENS, {
      recoveryEnabled: true,
      nodeLocationTracking: 'onlyOffset',
      errorMessageProvider: expectedWords,
      maxLookahead: 2,
      skipValidations: !validate,
    });
    this.performSelfAnalysis();
  }

  readonly document = this.RULE('document', () => {
    this.MANY(() => this.SUBRULE(this.item));
  });

  private readonly item = this.RULE('item', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.importItem) },
        { ALT: () => this.SUBRULE(this.layerItem) },
        { ALT: () => this.SUBRULE(this.structureItem) },
      ],
      ERR_MSG: 'a layer or an import',
    });
  });

  private readonly importItem = this.RULE('importItem', () => {
    this.OR([{ ALT: () => this.CONSUME(token.Import) }, { ALT: () => this.CONSUME(token.Export) }]);
    this.CONSUME(token.LeftBrace);
    this.MANY_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.importedName) });
    this.CONSUME(token.RightBrace);
    this.CONSUME(token.From);
    this.CONSUME(token.TextLiteral);
  });

  private readonly importedName = this.RULE('importedName', () => {
    this.CONSUME(token.Identifier, { LABEL: 'imported' });
    this.OPTION(() => {
      this.CONSUME(token.As);
      this.CONSUME2(token.Identifier, { LABEL: 'alias' });
    });
  });

  private readonly layerItem = this.RULE('layerItem', () => {
    this.CONSUME(token.LayerWord);
    this.CONSUME(token.Identifier);
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(token.Equals);
            this.SUBRULE(this.expression);
            this.OPTION2(() => this.SUBRULE2(this.whereClause));
          },
        },
        {
          ALT: () => {
            this.CONSUME(token.LeftParenthesis);
            this.MANY_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.parameter) });
            this.CONSUME(token.RightParenthesis);
            this.OPTION(() => this.SUBRULE(this.whereClause));
            this.SUBRULE(this.block);
          },
        },
      ],
      ERR_MSG: 'the parameters of the layer in `( )`',
    });
  });

  private readonly parameter = this.RULE('parameter', () => {
    this.CONSUME(token.Identifier);
    this.OPTION(() => {
      this.CONSUME(token.Equals);
      this.SUBRULE(this.expression);
    });
  });

  private readonly structureItem = this.RULE('structureItem', () => {
    this.CONSUME(token.Structure);
    this.CONSUME(token.Identifier);
    this.CONSUME(token.Equals);
    this.SUBRULE(this.expression);
    this.OPTION(() => this.SUBRULE(this.whereClause));
  });

  private readonly block = this.RULE('block', () => {
    this.CONSUME(token.LeftBrace);
    this.MANY(() => this.SUBRULE(this.statement));
    this.CONSUME(token.RightBrace);
  });

  private readonly statement = this.RULE('statement', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.inputStatement) },
        { ALT: () => this.SUBRULE(this.factorStatement) },
        { ALT: () => this.SUBRULE(this.definitionStatement) },
        { ALT: () => this.SUBRULE(this.indexStatement) },
        { ALT: () => this.SUBRULE(this.whereClause) },
        { ALT: () => this.SUBRULE(this.repeatStatement) },
        { ALT: () => this.SUBRULE(this.lossStatement) },
      ],
      ERR_MSG: 'a statement',
    });
  });

  private readonly inputStatement = this.RULE('inputStatement', () => {
    this.CONSUME(token.Input);
    this.AT_LEAST_ONE_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.tensor), ERR_MSG: 'a name' });
  });

  private readonly factorStatement = this.RULE('factorStatement', () => {
    this.CONSUME(token.Factor);
    this.AT_LEAST_ONE_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.tensor), ERR_MSG: 'a name' });
    this.OPTION(() => {
      this.CONSUME(token.Tilde);
      this.CONSUME(token.Identifier);
      this.OPTION2(() => this.SUBRULE(this.arguments));
    });
    this.OPTION3(() => {
      this.CONSUME(token.Rate);
      this.SUBRULE(this.expression);
    });
  });

  private readonly tensor = this.RULE('tensor', () => {
    this.CONSUME(token.Identifier, { LABEL: 'tensor' });
    this.SUBRULE(this.axes);
    this.OPTION(() => {
      this.CONSUME(token.Colon);
      this.CONSUME2(token.Identifier, { LABEL: 'dtype' });
    });
  });

  private readonly definitionStatement = this.RULE('definitionStatement', () => {
    this.OR([
      { ALT: () => this.CONSUME(token.Const) },
      { ALT: () => this.CONSUME(token.Let) },
      { ALT: () => this.CONSUME(token.Output) },
      { ALT: () => this.CONSUME(token.Gate) },
    ]);
    this.CONSUME(token.Identifier);
    this.OPTION(() => this.SUBRULE(this.axes));
    this.CONSUME(token.Equals);
    this.SUBRULE(this.expression);
  });

  private readonly indexStatement = this.RULE('indexStatement', () => {
    this.CONSUME(token.Index);
    this.CONSUME(token.Identifier);
    this.CONSUME(token.Equals);
    this.SUBRULE(this.expression);
  });

  private readonly whereClause = this.RULE('whereClause', () => {
    this.CONSUME(token.Where);
    this.AT_LEAST_ONE_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.expression), ERR_MSG: 'a condition' });
  });

  private readonly repeatStatement = this.RULE('repeatStatement', () => {
    this.CONSUME(token.Repeat);
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(token.As);
      this.CONSUME(token.Identifier);
    });
    this.SUBRULE(this.block);
  });

  private readonly lossStatement = this.RULE('lossStatement', () => {
    this.CONSUME(token.Loss);
    this.SUBRULE(this.expression);
  });

  private readonly axes = this.RULE('axes', () => {
    this.CONSUME(token.LeftBracket);
    this.MANY_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.axis) });
    this.CONSUME(token.RightBracket);
  });

  private readonly axis = this.RULE('axis', () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(token.Ellipsis) },
        { GATE: () => this.groupAhead(), ALT: () => this.SUBRULE(this.group), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.expression) },
      ],
      ERR_MSG: 'an index',
    });
  });

  private readonly group = this.RULE('group', () => {
    this.CONSUME(token.LeftParenthesis);
    this.AT_LEAST_ONE(() => this.CONSUME(token.Identifier));
    this.CONSUME(token.RightParenthesis);
  });

  /** Whether names in parentheses come next, rather than an expression that starts with a parenthesis. */
  private groupAhead(): boolean {
    if (this.LA(1).tokenType !== token.LeftParenthesis) return false;
    let next = 2;
    while (isName(this.LA(next).tokenType)) next += 1;
    if (next === 2 || this.LA(next).tokenType !== token.RightParenthesis) return false;
    return [token.Comma, token.RightBracket].includes(this.LA(next + 1).tokenType);
  }

  private readonly arguments = this.RULE('arguments', () => {
    this.CONSUME(token.LeftParenthesis);
    this.MANY_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.argument) });
    this.CONSUME(token.RightParenthesis);
  });

  private readonly argument = this.RULE('argument', () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(token.TextLiteral) },
        {
          ALT: () => {
            this.CONSUME(token.Identifier);
            this.CONSUME(token.Equals);
            this.SUBRULE(this.expression);
          },
        },
        { ALT: () => this.SUBRULE2(this.expression) },
      ],
      ERR_MSG: 'an expression',
    });
  });

  readonly expression = this.RULE('expression', () => {
    this.AT_LEAST_ONE_SEP({ SEP: token.Or, DEF: () => this.SUBRULE(this.conjunction), ERR_MSG: 'an expression' });
  });

  private readonly conjunction = this.RULE('conjunction', () => {
    this.AT_LEAST_ONE_SEP({ SEP: token.And, DEF: () => this.SUBRULE(this.negation), ERR_MSG: 'an expression' });
  });

  private readonly negation = this.RULE('negation', () => {
    this.MANY(() => this.CONSUME(token.Not));
    this.SUBRULE(this.comparison);
  });

  private readonly comparison = this.RULE('comparison', () => {
    this.SUBRULE(this.additive, { LABEL: 'operand' });
    this.MANY(() => {
      this.CONSUME(token.ComparisonSign, { LABEL: 'operator' });
      this.SUBRULE2(this.additive, { LABEL: 'operand' });
    });
  });

  private readonly additive = this.RULE('additive', () => {
    this.SUBRULE(this.multiplicative, { LABEL: 'operand' });
    this.MANY(() => {
      this.CONSUME(token.SumSign, { LABEL: 'operator' });
      this.SUBRULE2(this.multiplicative, { LABEL: 'operand' });
    });
  });

  private readonly multiplicative = this.RULE('multiplicative', () => {
    this.SUBRULE(this.prefixed, { LABEL: 'operand' });
    this.MANY(() => {
      this.CONSUME(token.ProductSign, { LABEL: 'operator' });
      this.SUBRULE2(this.prefixed, { LABEL: 'operand' });
    });
  });

  private readonly prefixed = this.RULE('prefixed', () => {
    this.MANY(() => this.SUBRULE(this.prefix));
    this.SUBRULE(this.power);
  });

  private readonly prefix = this.RULE('prefix', () => {
    this.OR([
      { ALT: () => this.CONSUME(token.Minus) },
      {
        ALT: () => {
          this.CONSUME(token.ReducerWord);
          this.SUBRULE(this.axes);
        },
      },
    ]);
  });

  private readonly power = this.RULE('power', () => {
    this.SUBRULE(this.primary);
    this.MANY(() => {
      this.CONSUME(token.Power);
      this.SUBRULE(this.exponent);
    });
  });

  private readonly exponent = this.RULE('exponent', () => {
    this.MANY(() => this.CONSUME(token.Minus));
    this.SUBRULE(this.primary);
  });

  private readonly primary = this.RULE('primary', () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(token.NumberLiteral) },
        { ALT: () => this.CONSUME(token.Infinite) },
        {
          ALT: () => {
            this.CONSUME(token.LeftParenthesis);
            this.SUBRULE(this.expression);
            this.CONSUME(token.RightParenthesis);
          },
        },
        {
          ALT: () => {
            this.CONSUME(token.Where);
            this.SUBRULE(this.arguments);
          },
        },
        {
          ALT: () => {
            this.CONSUME(token.NormalizerWord);
            this.SUBRULE(this.normalizer);
          },
          IGNORE_AMBIGUITIES: true,
        },
        {
          ALT: () => {
            this.CONSUME(token.Identifier);
            this.OPTION(() => this.SUBRULE2(this.arguments));
            this.OPTION2(() => this.SUBRULE3(this.arguments));
            this.OPTION3(() => this.SUBRULE(this.axes));
          },
        },
      ],
      ERR_MSG: 'an expression',
    });
  });

  /** What follows `softmax` or `layer_norm`: indices, perhaps `eps = …`, and the operand. */
  private readonly normalizer = this.RULE('normalizer', () => {
    this.CONSUME(token.LeftBracket);
    this.MANY_SEP({ SEP: token.Comma, DEF: () => this.SUBRULE(this.argument) });
    this.CONSUME(token.RightBracket);
    this.CONSUME(token.LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(token.RightParenthesis);
  });
}

const isName = (type: TokenType): boolean =>
  type === token.Identifier || (type.CATEGORIES ?? []).includes(token.Identifier);

export const grammar = new Grammar();
