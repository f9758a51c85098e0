#!/bin/sh
# Installs the runners that `npm run bench` compares with into bench/.peers, by their own package managers, and says so.
# Nothing of it is part of the project; delete bench/.peers to be rid of it.
set -eu
venom=v1.3.0
cucumber=13.3.0
pytest=9.2.0
openfasttrace=4.9.0

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
peers=$here/.peers
mkdir -p -- "$peers"

if command -v go >/dev/null 2>&1; then
  [ -x "$peers/bin/venom" ] || {
    echo "installing venom $venom by go install (several minutes) into $peers/bin"
    GOBIN=$peers/bin CGO_ENABLED=0 go install "github.com/ovh/venom/cmd/venom@$venom"
  }
else
  echo "venom is left out: there is no go"
fi

[ -e "$peers/cucumber/node_modules/.bin/cucumber-js" ] || {
  echo "installing @cucumber/cucumber $cucumber by npm into $peers/cucumber"
  mkdir -p -- "$peers/cucumber"
  echo '{ "private": true }' >"$peers/cucumber/package.json"
  npm install --prefix "$peers/cucumber" --save-exact --no-audit --no-fund --ignore-scripts --silent \
    "@cucumber/cucumber@$cucumber"
}

[ -x "$peers/pytest/bin/pytest" ] || {
  echo "installing pytest $pytest by pip into $peers/pytest"
  python3 -m venv "$peers/pytest"
  "$peers/pytest/bin/pip" install --quiet --disable-pip-version-check "pytest==$pytest"
}
[ -e "$peers/openfasttrace.jar" ] || {
  if command -v mvn >/dev/null 2>&1; then
    echo "installing OpenFastTrace $openfasttrace by Maven into $peers"
    mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
      "-Dartifact=org.itsallcode.openfasttrace:openfasttrace:$openfasttrace" \
      "-DoutputDirectory=$peers" -Dmdep.stripVersion=true
  else
    echo "OpenFastTrace is left out: there is no Maven"
  fi
}
echo "the peers are in $peers"
