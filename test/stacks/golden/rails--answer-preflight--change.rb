# `insert_before 0` puts rack-cors above authentication and routes, neither of which sees a preflight.
# Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'https://app.example'
    resource '*',
      methods: %i[get head post put], # CHANGED
      headers: ['Content-Type', 'x-api-key'], # CHANGED
      credentials: true,
      expose: ['X-Total-Count']
  end
end
