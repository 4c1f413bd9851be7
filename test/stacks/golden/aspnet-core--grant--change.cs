
// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithMethods("GET", "HEAD", "POST", "PUT") // keep the other entries // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // keep the other entries // CHANGED
    .WithExposedHeaders("X-Total-Count") // keep the other entries // CHANGED
));
