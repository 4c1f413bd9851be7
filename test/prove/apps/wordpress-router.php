<?php
// Starts WordPress without its configuration file and its database, and gives it the path of a REST request.
define('ABSPATH', '/usr/share/wordpress/');
define('WP_CONTENT_DIR', __DIR__ . '/wp-content');
define('WP_HOME', 'http://' . $_SERVER['HTTP_HOST']);
define('WP_SITEURL', WP_HOME);
define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
$_GET['rest_route'] = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
require ABSPATH . 'wp-settings.php';
wp();
