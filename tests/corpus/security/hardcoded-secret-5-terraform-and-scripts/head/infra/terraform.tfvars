region            = "eu-central-1"
datadog_api_key   = "0c4e7a92b1d83f5660e9d7c2a4b8f135"
