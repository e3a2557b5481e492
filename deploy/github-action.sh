#!/usr/bin/env bash
# The step of action.yml. Everything it is told comes in IN_* variables; nothing of the scanned repository is run.
set -uo pipefail

if [ ! -f "$ACTION_PATH/dist/start.js" ]; then
  (cd "$ACTION_PATH" && npm ci --no-audit --no-fund >&2) || exit 2
fi

args=(scan)
read -r -a paths <<<"${IN_PATHS:-.}"
[ -n "${IN_PROFILE:-}" ] && args+=(--profile "$IN_PROFILE")
read -r -a rules <<<"${IN_RULES:-}"
for file in "${rules[@]}"; do args+=(--rules "$file"); done
[ -n "${IN_FAIL_ON:-}" ] && args+=(--fail-on "$IN_FAIL_ON")
[ -n "${IN_BASELINE:-}" ] && args+=(--baseline "$IN_BASELINE")
[ -n "${IN_CONFIG:-}" ] && args+=(--config "$IN_CONFIG")
[ "${IN_ALLOW_INCOMPLETE:-false}" = true ] && args+=(--allow-incomplete)

summary=$(mktemp)
node "$WHEREFROM" "${args[@]}" -q --category "${IN_CATEGORY:-wherefrom}" \
  -f "sarif=$IN_SARIF" -f "json=$IN_JSON" -f "markdown=$summary" -f github -- "${paths[@]}"
code=$?

[ -n "${GITHUB_STEP_SUMMARY:-}" ] && cat "$summary" >>"$GITHUB_STEP_SUMMARY"
rm -f "$summary"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  { echo "sarif-file=$IN_SARIF"; echo "json-file=$IN_JSON"; echo "exit-code=$code"; } >>"$GITHUB_OUTPUT"
fi
exit "$code"
