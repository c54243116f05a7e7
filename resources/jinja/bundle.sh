#!/usr/bin/env bash
# Makes jinja.js from entry.js and the npm package. Needs npm and esbuild; run it to take a newer version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
version=0.5.11
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
(cd "$made" && npm pack --silent "@huggingface/jinja@$version" >/dev/null && tar xzf ./*.tgz)
mkdir -p "$made/node_modules/@huggingface"
mv "$made/package" "$made/node_modules/@huggingface/jinja"
# The one expression with the s flag, which Qt's engine does not know, has no dot for it to act on.
sed -i 's#(\\s\*)/gs,#(\\s*)/g,#' "$made/node_modules/@huggingface/jinja/dist/index.js"
cp entry.js "$made"
cp "$made/node_modules/@huggingface/jinja/LICENSE" LICENSE 2>/dev/null || true
esbuild "$made/entry.js" --bundle --format=iife --global-name=SottoJinja --target=es2015 --minify \
    --define:globalThis=undefined --banner:js="/* @huggingface/jinja $version, MIT: see LICENSE and README.md here */" \
    --outfile=jinja.js
! grep -q 'new RegExp' jinja.js
