#!/usr/bin/env bash
# Makes mathjax.js from entry.js and the npm packages. Needs npm and esbuild; run it to take a newer version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
version=3.2.2
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
(cd "$made" && npm install --silent --no-audit --no-fund --ignore-scripts "mathjax-full@$version" >/dev/null)
cp entry.js "$made"
cp "$made/node_modules/mathjax-full/LICENSE" LICENSE
esbuild "$made/entry.js" --bundle --format=iife --global-name=SottoMathJax --target=es2015 --minify --legal-comments=none \
    --define:globalThis=undefined --define:__dirname='""' \
    --banner:js="/* MathJax $version, Apache License 2.0: see LICENSE and README.md here */" \
    --outfile=mathjax.js
