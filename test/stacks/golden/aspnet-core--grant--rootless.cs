
// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    // .AllowCredentials() // uncomment if the page sends cookies
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build() and UseRouting:
app.UseCors();
