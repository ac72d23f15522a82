#!/bin/bash
set -euo pipefail
kubectl apply -f k8s/
