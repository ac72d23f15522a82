#!/bin/bash
set -euo pipefail
kubectl delete job migrate --ignore-not-found || true
kubectl apply -f k8s/
set +e
kubectl rollout status deploy/api --timeout=5m
status=$?
set -e
if [ "$status" -ne 0 ]; then
  kubectl rollout undo deploy/api
  exit "$status"
fi
