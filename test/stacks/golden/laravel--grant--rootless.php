// Narrow `'*'` in `paths` to the API, such as `api/*`. `'*'` covers every path.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    // 'supports_credentials' => true, // uncomment if the page sends cookies
];
