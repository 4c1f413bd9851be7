// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// Keep the other `paths`, such as `sanctum/csrf-cookie`. Then run `php artisan config:clear`.

<?php

// config/cors.php; keep its other lines and entries:
return [
    'allowed_origins' => ['https://admin.example', 'https://app.example'], // CHANGED
    // 'supports_credentials' => true, // uncomment if the page sends cookies
    // 'allowed_methods' => ['GET', 'HEAD', 'POST', 'PATCH'], // only if there is a list already
    // 'allowed_headers' => ['x-api-key'], // only if there is a list already
];
