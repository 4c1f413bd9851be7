
// On the app's cors.Config, before cors.New(config); keep its other lines and entries:
config.AllowAllOrigins = false // CHANGED
config.AllowOrigins = []string{"https://app.example"} // keep the other entries // CHANGED
config.AllowCredentials = true // CHANGED
router.Use(cors.New(config))
