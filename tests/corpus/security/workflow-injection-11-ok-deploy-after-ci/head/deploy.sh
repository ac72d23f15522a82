#!/usr/bin/env bash
set -euo pipefail
kubectl set image deployment/shop shop="registry.shop-prod.net/shop:$1"
