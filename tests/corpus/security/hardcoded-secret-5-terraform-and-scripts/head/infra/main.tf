resource "aws_db_instance" "shop" {
  identifier = "shop"
  engine     = "postgres"
  username   = "shop"
  password   = "Lk8#wPz3vTq1"
}

resource "random_password" "cache" {
  length = 32
}

resource "aws_elasticache_replication_group" "cache" {
  auth_token = random_password.cache.result
}
