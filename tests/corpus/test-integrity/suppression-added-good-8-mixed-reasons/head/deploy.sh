#!/bin/bash
set -euo pipefail
# Words are meant to be split: FILES is a list of paths.
# shellcheck disable=SC2086
kubectl apply -f $FILES
