# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.
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
