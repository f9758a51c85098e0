#!/bin/sh
# Installs what package-lock.json names into node_modules, once. Called by `./lvv` and before `npm test`.
#   install.sh FOLDER
set -eu
folder=$1
stamp=$folder/node_modules/.lvv-installed
[ "$stamp" -nt "$folder/package-lock.json" ] && exit 0

say() { printf 'lvv: %s\n' "$*" >&2; }
missing() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing nodejs and npm (apt-get)"
    apt-get update -qq >&2 && apt-get install -y -qq nodejs npm >&2 && return 0
  fi
  say "$1 is missing. Install it and try again:"
  say "    sudo apt-get install nodejs npm"
  exit 3
}
command -v npm >/dev/null 2>&1 || missing npm
major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
if [ "$major" -lt 20 ]; then
  say "Node.js 20 or newer is needed to install, found $(node --version)"
  exit 3
fi

# Two at once: the second waits for the first and then finds everything there.
lock=$folder/.lvv/install.lock
mkdir -p "$folder/.lvv"
if command -v flock >/dev/null 2>&1; then
  exec 9>"$lock"
  flock 9
  [ "$stamp" -nt "$folder/package-lock.json" ] && exit 0
fi
say "installing Node packages into node_modules (npm): once, about ten seconds"
# Not `npm ci`: it refuses a lock file without the optional packages of other platforms, which registries may lack.
# With --no-save the lock file decides every version and stays as it is.
# The file descriptor of the lock must not be handed on: npm's children would keep it.
if ! (cd "$folder" && npm install --no-save --no-audit --no-fund --loglevel=error 9>&-) >&2; then
  say "npm did not succeed; its last words are above"
  exit 3
fi
touch "$stamp"
say "installed"
