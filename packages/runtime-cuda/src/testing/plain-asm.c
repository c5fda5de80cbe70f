/**
 * Writes CUDA C++ with a call in place of each inline assembly, since the processor has other instructions, and of each
 * declaration of shared memory:
 *
 *     asm volatile("cvt.f32.f16 %0, %1;" : "=f"(wide) : "h"(x.bits));
 *     ptx_cvt_f32_f16("cvt.f32.f16 %0, %1;", wide, x.bits);
 *
 * The call is named after the first instruction and gets the text and the operands, without their constraints and without
 * what else is overwritten.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int is_word(char letter) { return isalnum((unsigned char)letter) || letter == '_'; }

/** Behind the literal of a string that begins here. */
static const char *behind_string(const char *at) {
  for (at += 1; *at != '"' && *at != 0; at += 1)
    if (*at == '\\' && at[1] != 0) at += 1;
  return *at == 0 ? at : at + 1;
}

/** Behind the parenthesis that closes the one that begins here. */
static const char *behind_parentheses(const char *at) {
  int depth = 0;
  while (*at != 0) {
    if (*at == '"') {
      at = behind_string(at);
      continue;
    }
    if (*at == '(') depth += 1;
    if (*at == ')') depth -= 1;
    at += 1;
    if (depth == 0) break;
  }
  return at;
}

static const char *behind_space(const char *at) {
  while (isspace((unsigned char)*at)) at += 1;
  return at;
}

/** The first instruction, behind the brace of a block and what is declared there. */
static const char *first_instruction(const char *text) {
  const char *at = text + 1;
  for (;;) {
    while (*at == ' ' || *at == '{' || (*at == '\\' && (at[1] == 'n' || at[1] == 't'))) at += *at == '\\' ? 2 : 1;
    if (*at != '.') return at;
    while (*at != ';' && *at != '"') at += 1;
    if (*at == ';') at += 1;
  }
}

/** The name of a call; sizes of large products, of which there are many, are left to the text. */
static void write_name(FILE *file, const char *at) {
  fputs("ptx_", file);
  for (; is_word(*at) || *at == '.' || *at == ':'; at += 1) {
    if (strncmp(at, ".m64", 4) == 0) return;
    fputc(is_word(*at) ? *at : '_', file);
  }
}

/** The call of an assembly whose parenthesis is here. */
static const char *write_call(FILE *file, const char *at) {
  const char *end = behind_parentheses(at);
  const char *text = behind_space(at + 1);
  if (*text != '"') return NULL;
  const char *instruction = first_instruction(text);
  if (!is_word(*instruction)) {
    // Nothing is done, and the compiler of a device is only told to keep an order.
    fputs("(void)0", file);
    return end;
  }
  write_name(file, instruction);
  fputc('(', file);
  for (at = text; *at == '"'; at = behind_space(at)) {
    const char *behind = behind_string(at);
    fwrite(at, 1, (size_t)(behind - at), file);
    at = behind;
  }
  // Results, operands, and then what is overwritten.
  for (int colons = 0; at < end && colons <= 2;) {
    if (*at == ':') colons += 1;
    if (*at == '"') at = behind_string(at);
    else if (*at == '(') {
      const char *behind = behind_parentheses(at);
      fprintf(file, ", %.*s", (int)(behind - at), at);
      at = behind;
    } else at += 1;
  }
  fputc(')', file);
  return end;
}

/**
 * Shared memory is that of the block that runs:
 *
 *     extern __shared__ __align__(16) unsigned char name[];
 *     unsigned char* const name = einlay::block_memory();
 */
static const char *write_memory(FILE *file, const char *at) {
  const char *end = strstr(at, "[];");
  if (end == NULL) return NULL;
  const char *name = end;
  while (is_word(name[-1])) name -= 1;
  fprintf(file, "unsigned char* const %.*s = einlay::block_memory();", (int)(end - name), name);
  return end + 3;
}

void write_plain(FILE *file, const char *source) {
  for (const char *at = source; *at != 0;) {
    const char *memory = strncmp(at, "extern __shared__", 17) == 0 ? write_memory(file, at) : NULL;
    if (memory != NULL) {
      at = memory;
      continue;
    }
    const int begins = (at == source || !is_word(at[-1])) && strncmp(at, "asm", 3) == 0 && !is_word(at[3]);
    const char *next = begins ? behind_space(at + 3) : at;
    if (begins && strncmp(next, "volatile", 8) == 0) next = behind_space(next + 8);
    const char *end = begins && *next == '(' ? write_call(file, next) : NULL;
    if (end == NULL) fputc(*at, file);
    at = end == NULL ? at + 1 : end;
  }
}
