
// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("http://[::1]:3000", "https://app.example") // CHANGED
));
