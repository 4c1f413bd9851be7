// Under IIS, remove `OPTIONSVerbHandler` and the WebDAV module in `web.config`. Both may respond to `OPTIONS` first.

// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithMethods("GET", "HEAD", "POST", "PUT") // keep the other entries // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // keep the other entries // CHANGED
    .WithExposedHeaders("X-Total-Count") // keep the other entries // CHANGED
));

// Move UseCors right below builder.Build(), above redirects and authentication:
app.UseCors(); // CHANGED
