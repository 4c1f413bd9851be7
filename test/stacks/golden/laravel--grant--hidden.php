// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'allowed_origins' => ['https://admin.example', 'https://app.example'], // CHANGED
    // 'supports_credentials' => true, // uncomment if the page sends cookies
    // 'allowed_methods' => ['GET', 'HEAD', 'POST', 'PATCH'], // only if there is a list already
    // 'allowed_headers' => ['x-api-key'], // only if there is a list already
];
