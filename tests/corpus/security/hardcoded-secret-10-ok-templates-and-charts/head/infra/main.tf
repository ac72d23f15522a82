variable "db_password" {
  type      = string
  sensitive = true
}
resource "aws_db_instance" "shop" {
  password = var.db_password
}
data "aws_secretsmanager_secret" "token" {
  name = "prod/shop/token-v2"
}
