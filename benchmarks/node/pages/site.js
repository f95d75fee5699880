// As every site has one.
document.documentElement.dataset.ready = "true";
