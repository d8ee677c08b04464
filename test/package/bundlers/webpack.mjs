import webpack from 'webpack';

webpack({ mode: 'production', entry: './main.js', output: { path: `${process.cwd()}/out` } }, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString({ all: false, errors: true, warnings: true }));
  process.exitCode = stats.hasErrors() ? 1 : 0;
});
