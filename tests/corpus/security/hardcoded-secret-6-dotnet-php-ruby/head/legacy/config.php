<?php
define('DB_HOST', 'db1.shop-prod.net');
define('DB_USER', 'shop');
define('DB_PASSWORD', 'Nq2#vXk7mTz5');
define('AUTH_COOKIE', 'shop_session');
