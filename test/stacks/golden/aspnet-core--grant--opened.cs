
// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // keep the other entries // CHANGED
    .AllowCredentials() // CHANGED
));
