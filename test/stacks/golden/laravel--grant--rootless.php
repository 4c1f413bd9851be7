// Instead of `'*'`, which covers every path, add only the paths that the page requests to `paths`, such as `api/*` or `login`. Keep the other entries.
// Clear the cached configuration: `php artisan config:clear`.

<?php

// config/cors.php, from `php artisan config:publish cors`; keep its other lines:
return [
    'paths' => ['*'],
    'allowed_origins' => ['https://app.example'], // CHANGED
    'allowed_origins_patterns' => [],
    // 'supports_credentials' => true, // uncomment if the page sends cookies
];
