
// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AllowOrigins = append(config.AllowOrigins, "http://[::1]:3000") // CHANGED
router.Use(cors.New(config))
