// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

// Move the app's router.Use(cors.New(config)) above all other middleware; keep its config:
config.AllowOrigins = append(config.AllowOrigins, "http://[::1]:3000") // CHANGED
router.Use(cors.New(config)) // CHANGED
