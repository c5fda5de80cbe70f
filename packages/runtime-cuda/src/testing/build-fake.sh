#!/bin/sh
# Builds the driver without a device: build-fake.sh LIBRARY
set -e
here=$(cd "$(dirname "$0")" && pwd)
exec gcc -std=gnu11 -Wall -Werror -O1 -shared -fPIC "-DFAKE_CUDA_HEADER=\"$here/fake-cuda.h\"" -o "$1" \
  "$here/fake-driver.c" "$here/plain-asm.c" -ldl -lpthread
