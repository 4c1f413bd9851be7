
// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://admin.example", "https://app.example")
    .AllowCredentials()
    .WithMethods("GET", "HEAD", "POST", "DELETE")
    .WithHeaders("Authorization")
    .WithExposedHeaders("ETag")
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))
));

// Program.cs, right after builder.Build() and UseRouting:
app.UseCors();
