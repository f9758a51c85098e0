#!/bin/bash
# Runs a program of an EUPS installation: in-stack.sh LOADER PRODUCT TAG PROGRAM [ARGUMENT…]
# The loader must not see these arguments as its own, and what loader and setup print must not reach the program's
# standard output, which may be a protocol.
loader=$1
product=$2
tag=$3
shift 3
command=("$@")
set --

if ! source "$loader" 1>&2; then
  echo "cannot source $loader" >&2
  exit 91
fi
if [ -n "$tag" ]; then tagged=(-t "$tag"); else tagged=(); fi
if ! setup "$product" "${tagged[@]}" 1>&2; then
  echo "cannot set up $product $tag" >&2
  exit 92
fi
exec "${command[@]}"
