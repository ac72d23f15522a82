#!/bin/bash
set -euo pipefail
# shellcheck disable=SC2086
kubectl apply -f $FILES
