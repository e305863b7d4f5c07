document.getElementById('root')!.textContent='soon';
