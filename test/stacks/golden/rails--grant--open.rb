# Restart the server: initializers run once. Where `config/initializers/cors.rb` exists, the lines replace it: of two, the outer one answers every preflight.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins '*'
    resource '*',
      methods: %i[get head post],
      headers: []
  end
end
