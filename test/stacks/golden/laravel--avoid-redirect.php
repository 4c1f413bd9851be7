// `HandleCors` answers preflights before Laravel redirects; a redirect of the web server in front, as of `public/.htaccess` for a trailing slash, needs the page to call the final URL.
// The file is there after `php artisan config:publish cors`; keep what other `paths` it lists, as `sanctum/csrf-cookie`. After a change: `php artisan config:clear`.

<?php

// config/cors.php
return [
    'paths' => ['api/*'], // CHANGED
    'allowed_origins' => ['https://app.example'],
    'allowed_origins_patterns' => [],
    'supports_credentials' => true,
    'allowed_methods' => ['GET', 'HEAD', 'POST', 'PUT'], // CHANGED
    'allowed_headers' => ['Content-Type', 'x-api-key'], // CHANGED
    'exposed_headers' => [],
    'max_age' => null,
];
