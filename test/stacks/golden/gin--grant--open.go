
// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AllowAllOrigins = true
router.Use(cors.New(config))
