# rack-cors sends `Vary: Origin` wherever its `resource` matches the path.
# Clear the CDN's and the browser's caches; they still hold old responses.
# Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'http://[::1]:3000', 'https://app.example' # CHANGED
    resource '*',
      methods: %i[get head post put patch delete],
      headers: ['Authorization'],
      credentials: true,
      expose: ['X-Total-Count'],
      max_age: 600
  end
end
